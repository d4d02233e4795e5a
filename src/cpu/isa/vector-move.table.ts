import { type IsaRow, row } from './row';

const sse = { unit: 'sse' } as const;
const mmx = { unit: 'mmx' } as const;

/** Moves between vector registers, memory and general registers; MXCSR. */
export const VECTOR_MOVE_ROWS: readonly IsaRow[] = [
  row('NP 0F 10', 'Vx,Wx', 'move_unaligned', 'simple', 'MOVUPS', sse),
  row('66 0F 10', 'Vx,Wx', 'move_unaligned', 'simple', 'MOVUPD', sse),
  row('NP 0F 11', 'Wx,Vx', 'move_unaligned', 'simple', 'MOVUPS', sse),
  row('66 0F 11', 'Wx,Vx', 'move_unaligned', 'simple', 'MOVUPD', sse),
  row('F3 0F 6F', 'Vx,Wx', 'move_unaligned', 'simple', 'MOVDQU', sse),
  row('F3 0F 7F', 'Wx,Vx', 'move_unaligned', 'simple', 'MOVDQU', sse),
  row('NP 0F 28', 'Vx,Wx', 'move_aligned', 'simple', 'MOVAPS', sse),
  row('66 0F 28', 'Vx,Wx', 'move_aligned', 'simple', 'MOVAPD', sse),
  row('NP 0F 29', 'Wx,Vx', 'move_aligned', 'simple', 'MOVAPS', sse),
  row('66 0F 29', 'Wx,Vx', 'move_aligned', 'simple', 'MOVAPD', sse),
  row('66 0F 6F', 'Vx,Wx', 'move_aligned', 'simple', 'MOVDQA', sse),
  row('66 0F 7F', 'Wx,Vx', 'move_aligned', 'simple', 'MOVDQA', sse),
  row('NP 0F 2B', 'Mx,Vx', 'move_aligned', 'simple', 'MOVNTPS', sse),
  row('66 0F 2B', 'Mx,Vx', 'move_aligned', 'simple', 'MOVNTPD', sse),
  row('66 0F E7', 'Mx,Vx', 'move_aligned', 'simple', 'MOVNTDQ', sse),

  row('F3 0F 10', 'Vd,Wd', 'movss', 'simple', 'MOVSS', sse),
  row('F3 0F 11', 'Wd,Vd', 'movss', 'simple', 'MOVSS', sse),
  row('F2 0F 10', 'Vq,Wq', 'movsd', 'simple', 'MOVSD', sse),
  row('F2 0F 11', 'Wq,Vq', 'movsd', 'simple', 'MOVSD', sse),
  row('NP 0F 12', 'Vq,Wq', 'move_low_half', 'simple', 'MOVLPS/MOVHLPS', sse),
  row('66 0F 12', 'Vq,Mq', 'move_low_half', 'simple', 'MOVLPD', sse),
  row('NP 0F 13', 'Mq,Vq', 'move_low_half', 'simple', 'MOVLPS', sse),
  row('66 0F 13', 'Mq,Vq', 'move_low_half', 'simple', 'MOVLPD', sse),
  row('NP 0F 16', 'Vq,Wq', 'move_high_half', 'simple', 'MOVHPS/MOVLHPS', sse),
  row('66 0F 16', 'Vq,Mq', 'move_high_half', 'simple', 'MOVHPD', sse),
  row('NP 0F 17', 'Mq,Vq', 'move_high_half', 'simple', 'MOVHPS', sse),
  row('66 0F 17', 'Mq,Vq', 'move_high_half', 'simple', 'MOVHPD', sse),
  row('F3 0F 7E', 'Vq,Wq', 'movq_xmm', 'simple', 'MOVQ', sse),
  row('66 0F D6', 'Wq,Vq', 'movq_xmm', 'simple', 'MOVQ', sse),

  row('66 0F 6E', 'V,Ey', 'movd_xmm', 'simple', 'MOVD/MOVQ', sse),
  row('66 0F 7E', 'Ey,V', 'movd_xmm', 'simple', 'MOVD/MOVQ', sse),
  row('NP 0F 6E', 'P,Ey', 'movd_mmx', 'simple', 'MOVD/MOVQ', mmx),
  row('NP 0F 7E', 'Ey,P', 'movd_mmx', 'simple', 'MOVD/MOVQ', mmx),
  row('NP 0F 6F', 'Pq,Qq', 'movq_mmx', 'simple', 'MOVQ', mmx),
  row('NP 0F 7F', 'Qq,Pq', 'movq_mmx', 'simple', 'MOVQ', mmx),
  row('NP 0F E7', 'Mq,Pq', 'movq_mmx', 'simple', 'MOVNTQ', mmx),
  row('F3 0F D6', 'V,U', 'movq2dq', 'simple', 'MOVQ2DQ', sse),
  row('F2 0F D6', 'P,U', 'movdq2q', 'simple', 'MOVDQ2Q', sse),
  row('NP 0F F7', 'Pq,U', 'maskmov', 'simple', 'MASKMOVQ', mmx),
  row('66 0F F7', 'Vx,U', 'maskmov', 'simple', 'MASKMOVDQU', sse),

  row('NP 0F AE /2', 'Md', 'ldmxcsr', 'simple', 'LDMXCSR', sse),
  row('NP 0F AE /3', 'Md', 'stmxcsr', 'simple', 'STMXCSR', sse),
];
