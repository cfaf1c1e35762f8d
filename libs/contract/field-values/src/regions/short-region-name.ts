const PEOPLES =
  '蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|' +
  '锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各';
const AUTONOMOUS = new RegExp(`^(.+?)(?:(?:${PEOPLES})族?)+自治[区州县旗]$`);
const PLAIN = /(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|新区|街道|省|市|区|县|盟|旗|镇|乡)$/;

/** What people call a region: 广东, 恩施, 内蒙古, 天河; a name that would lose all but one character stays whole. */
export function shortRegionName(name: string): string {
  const ofPeople = AUTONOMOUS.exec(name)?.[1];
  const short = ofPeople !== undefined && ofPeople.length > 1 ? ofPeople : name.replace(PLAIN, '');
  return short.length > 1 ? short : name;
}
