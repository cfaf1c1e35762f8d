import { texts } from './texts.js';

/** Where the data is, who took what out, and all of it to take away. */
export const dataTexts = texts(
  {
    where: '数据在哪里',
    location: '存放地点',
    locationUnknown: '由您的系统运维方管理，运维方没有填写地点。',
    tenantId: '数据标识',
    since: '开始使用',
    amount: '现有数据',
    amountText: '{{records}} 条记录（含回收站），{{people}} 名员工，{{files}} 个文件（{{size}}）',
    apart: '怎样与别的企业分开',
    apart1: '每一行数据都带着本企业的数据标识。程序发出的每一条查询都自动加上它，没有不带标识的入口。',
    apart2:
      '数据库自己再检查一遍（行级安全）：连接属于哪家企业，就只看得到、只写得进那家企业的行，程序出错也越不过去。',
    apart3: '程序使用的数据库账号不能关闭这道检查，每次启动都会核对。',
    apart4: '附件按企业分目录存放；登录密码只保存加密后的摘要；短信、邮箱和 Webhook 的密钥加密保存。',
    all: '导出全部数据',
    allText:
      '把企业的所有数据（记录、历史、字段设置、员工、附件）打包成一个文件。不含任何人的密码。文件保留 30 天，只有您本人可以下载。',
    password: '请再次输入您的密码',
    start: '开始导出',
    started: '正在导出，完成后会通知您',
    exports: '导出记录',
    noExports: '还没有人导出过数据',
    rows: '行数',
    fileThere: '文件还在（{{size}}）',
    fileGone: '文件已删除',
    unfinished: '未完成',
    download: '下载',
    operator: '运维方的操作',
    operatorText:
      '运维方用系统工具对贵企业数据做过的每一件事都记在这里。直接操作数据库服务器的行为不经过系统，无法记录。',
    noOperator: '运维方没有用系统工具动过贵企业的数据',
    by: '操作人 {{by}}',
  },
  {
    where: 'Where the data is',
    location: 'Location',
    locationUnknown: 'Not specified by the operator of this system.',
    tenantId: 'Data ID',
    since: 'In use since',
    amount: 'Current data',
    amountText: 'Records (including the recycle bin): {{records}}. Users: {{people}}. Files: {{files}} ({{size}})',
    apart: 'How your data is kept separate from other companies',
    apart1:
      'Every row carries the data ID of its company. The program adds this ID to every query by itself; there is no way around it.',
    apart2:
      'The database checks again (row-level security): a connection can only read and write the rows of one company, even if the program makes a mistake.',
    apart3: "The program's database account cannot switch this check off; this is verified at every start.",
    apart4:
      "Each company's files are stored in a separate folder; passwords are only kept as hashes; SMS, mail and webhook secrets are encrypted.",
    all: 'Export everything',
    allText:
      "All of the company's data (records, history, fields, users, files) in one archive, without any passwords. The file is kept for 30 days and only you can download it.",
    password: 'Enter your password again',
    start: 'Export',
    started: 'Export started; you will be notified when it is done',
    exports: 'Exports',
    noExports: 'No exports yet',
    rows: 'Rows',
    fileThere: 'File available ({{size}})',
    fileGone: 'File deleted',
    unfinished: 'not finished',
    download: 'Download',
    operator: 'Operator actions',
    operatorText:
      "Everything the operator of this system did to your company's data with its tools. Actions taken directly on the database server cannot be recorded here.",
    noOperator: 'The operator has not touched your data with these tools.',
    by: 'by {{by}}',
  },
);
