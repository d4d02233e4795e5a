import { type IsaRow, row } from './row';

/** BMI1, BMI2 and ADX. All but ADX have a VEX prefix; their operands are 32 or 64 bits. */
export const BIT_MANIPULATION_ROWS: readonly IsaRow[] = [
  row('NP VEX.L0 0F 38 F2', 'Gy,By,Ey', 'andn', 'simple', 'ANDN'),
  row('NP VEX.L0 0F 38 F3 /1', 'By,Ey', 'blsr', 'simple', 'BLSR'),
  row('NP VEX.L0 0F 38 F3 /2', 'By,Ey', 'blsmsk', 'simple', 'BLSMSK'),
  row('NP VEX.L0 0F 38 F3 /3', 'By,Ey', 'blsi', 'simple', 'BLSI'),
  row('NP VEX.L0 0F 38 F5', 'Gy,Ey,By', 'bzhi', 'simple', 'BZHI'),
  row('F3 VEX.L0 0F 38 F5', 'Gy,By,Ey', 'pext', 'multiply', 'PEXT'),
  row('F2 VEX.L0 0F 38 F5', 'Gy,By,Ey', 'pdep', 'multiply', 'PDEP'),
  row('F2 VEX.L0 0F 38 F6', 'Gy,By,Ey', 'mulx', 'multiply', 'MULX'),
  row('NP VEX.L0 0F 38 F7', 'Gy,Ey,By', 'bextr', 'simple', 'BEXTR'),
  row('66 VEX.L0 0F 38 F7', 'Gy,Ey,By', 'shlx', 'simple', 'SARX/SHLX/SHRX'),
  row('F3 VEX.L0 0F 38 F7', 'Gy,Ey,By', 'sarx', 'simple', 'SARX/SHLX/SHRX'),
  row('F2 VEX.L0 0F 38 F7', 'Gy,Ey,By', 'shrx', 'simple', 'SARX/SHLX/SHRX'),
  row('F2 VEX.L0 0F 3A F0', 'Gy,Ey,Ib', 'rorx', 'simple', 'RORX'),
  row('66 0F 38 F6', 'Gy,Ey', 'adcx', 'simple', 'ADCX'),
  row('F3 0F 38 F6', 'Gy,Ey', 'adox', 'simple', 'ADOX'),
];
