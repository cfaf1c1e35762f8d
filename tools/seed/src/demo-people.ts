/** The twelve people of 云启贸易, in four departments below the company. */
export interface DemoPerson {
  readonly name: string;
  readonly department: string;
  readonly role: 'admin' | 'manager' | 'sales' | 'finance' | 'readonly';
  readonly superior: string | null;
  /** Sells: owns customers. */
  readonly sells: boolean;
}

export const DEMO_COMPANY = '杭州云启贸易有限公司';

export const DEMO_DEPARTMENTS = ['销售一部', '销售二部', '市场部', '财务部'] as const;

export const DEMO_LEADERS: Readonly<Record<(typeof DEMO_DEPARTMENTS)[number], string>> = {
  销售一部: '周建国',
  销售二部: '孙丽华',
  市场部: '吴思远',
  财务部: '郑晓梅',
};

/** The first is the administrator, who signs the company up. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { name: '王芳', department: '总部', role: 'admin', superior: null, sells: true },
  { name: '周建国', department: '销售一部', role: 'manager', superior: '王芳', sells: true },
  { name: '孙丽华', department: '销售二部', role: 'manager', superior: '王芳', sells: true },
  { name: '李敏', department: '销售一部', role: 'sales', superior: '周建国', sells: true },
  { name: '王强', department: '销售一部', role: 'sales', superior: '周建国', sells: true },
  { name: '陈晨', department: '销售一部', role: 'sales', superior: '周建国', sells: true },
  { name: '赵蕾', department: '销售二部', role: 'sales', superior: '孙丽华', sells: true },
  { name: '何俊杰', department: '销售二部', role: 'sales', superior: '孙丽华', sells: true },
  { name: '林晓燕', department: '销售二部', role: 'sales', superior: '孙丽华', sells: true },
  { name: '吴思远', department: '市场部', role: 'manager', superior: '王芳', sells: false },
  { name: '黄子涵', department: '市场部', role: 'readonly', superior: '吴思远', sells: false },
  { name: '郑晓梅', department: '财务部', role: 'finance', superior: '王芳', sells: false },
];

/** 138 0000 0001, 0002, …: no such number is given out. */
export function demoMobile(index: number): string {
  return `1380000${String(index + 1).padStart(4, '0')}`;
}
