import { identifyProcess } from './identifyProcess.ts';

/** A process as it was when it was written down. */
export interface RecordedProcess {
  readonly pid: number;
  /** `identifyProcess` of then: a process id alone is given out again. */
  readonly identity: string;
}

export function isRunning({ pid, identity }: RecordedProcess): boolean {
  return identifyProcess(pid) === identity;
}

export function toRecordedProcess(value: unknown): RecordedProcess | undefined {
  if (typeof value !== 'object' || value === null || !('pid' in value) || !('identity' in value)) return undefined;
  const { pid, identity } = value;
  return Number.isSafeInteger(pid) && typeof pid === 'number' && pid > 1 && typeof identity === 'string'
    ? { pid, identity }
    : undefined;
}
