import { expect, test } from 'vitest';
import { CYCLE_COSTS } from '../../../src/cpu/isa/cycle-cost.table';
import { runLab } from '../../support/lab-machine';
import { registers } from './lab-fault';

test('WBINVD takes the time of walking large caches, which the time-stamp counter shows', () => {
  const { rbx } = registers(runLab('start: rdtsc\n mov ecx, eax\n wbinvd\n rdtsc\n sub eax, ecx\n mov ebx, eax\n hlt'));
  expect(Number(rbx)).toBeGreaterThanOrEqual(50_000);
  expect(Number(rbx)).toBeLessThan(CYCLE_COSTS.flushCaches + 200);
});
