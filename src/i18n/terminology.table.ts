/** How a term of the manual is said in Chinese, everywhere in the same way. */
export interface TermRow {
  /** The manual's term. */
  readonly english: string;
  /** Its translation; where the page says it for the first time, the English stands behind it in parentheses. */
  readonly chinese: string;
  /** Other translations that occur in books: understood, but not used here. */
  readonly not: readonly string[];
}

/**
 * The terms that carry the subject. The translations are those of Chinese textbooks on operating systems and
 * virtualization. Names of fields, controls and instructions stay as the manual has them, because people look them up
 * there; what they mean stands beside them. A test holds all Chinese texts of the page to this list.
 */
export const terminology: readonly TermRow[] = [
  { english: 'VM exit', chinese: 'VM 退出', not: ['VM退出', '虚拟机退出', 'VM 出口'] },
  { english: 'VM entry', chinese: 'VM 进入', not: ['VM进入', '虚拟机进入', 'VM 进入点', 'VM 条目'] },
  { english: 'root operation', chinese: '根操作', not: ['根模式', '根运行'] },
  { english: 'non-root operation', chinese: '非根操作', not: ['非根模式', '非根运行'] },
  { english: 'guest', chinese: '客户机', not: ['来宾', '访客', '客户操作系统', '客机'] },
  { english: 'host', chinese: '宿主机', not: ['主机', '宿主 '] },
  { english: 'exit reason', chinese: '退出原因', not: ['退出理由', '退出的原因码'] },
  { english: 'exit qualification', chinese: '退出限定信息', not: ['退出资格', '退出条件字段', '退出限定符'] },
  { english: 'interruption information', chinese: '中断信息', not: ['打断信息', '中断讯息'] },
  { english: 'interruptibility state', chinese: '可中断性状态', not: ['可打断状态', '中断能力状态'] },
  { english: 'activity state', chinese: '活动状态', not: ['活跃状态', '激活状态'] },
  { english: 'pending debug exceptions', chinese: '待处理调试异常', not: ['挂起的调试异常', '未决调试异常'] },
  { english: 'revision identifier', chinese: '修订标识符', not: ['版本标识符', '修订版标识'] },
  { english: 'bitmap', chinese: '位图', not: ['点阵图', '比特图'] },
  { english: 'selector', chinese: '选择子', not: ['选择符', '选择器'] },
  { english: 'access rights', chinese: '访问权限', not: ['存取权限', '访问权利'] },
  { english: 'canonical address', chinese: '规范地址', not: ['正则地址', '标准地址'] },
  { english: 'physical address', chinese: '物理地址', not: ['实体地址', '物理位址'] },
  { english: 'linear address', chinese: '线性地址', not: ['线性位址'] },
  { english: 'error code', chinese: '错误码', not: ['错误代码', '错误号码'] },
  { english: 'external interrupt', chinese: '外部中断', not: ['外中断'] },
  { english: 'posted interrupt', chinese: '投递中断', not: ['发布中断', '张贴中断'] },
  { english: 'exception', chinese: '异常', not: ['例外'] },
  { english: 'control register', chinese: '控制寄存器', not: ['控制暂存器'] },
  { english: 'shadow', chinese: '影子', not: ['阴影'] },
  { english: 'descriptor', chinese: '描述符', not: ['描述子', '描述元'] },
  { english: 'breakpoint', chinese: '断点', not: ['中断点'] },
  { english: 'label', chinese: '标号', not: ['符号标签', '标签名', '行标签'] },
  { english: 'macro', chinese: '宏', not: ['巨集'] },
  { english: 'operand', chinese: '操作数', not: ['运算元', '操作元'] },
  { english: 'instruction', chinese: '指令', not: ['指令字', '命令字'] },
  { english: 'memory', chinese: '内存', not: ['記憶體', '存储器'] },
  { english: 'privilege level', chinese: '特权级', not: ['权限级', '特权等级'] },
];
