import { readdirSync, readFileSync } from 'node:fs';

const kilobytesPerMegabyte = 1024;

const statusOf = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
};

const numberOf = (status: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);

/** Resident megabytes of a process and all that it started; undefined where there is no /proc. */
export const memoryOfTree = (pid: number): number | undefined => {
  if (process.platform !== 'linux') return undefined;
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), status: statusOf(name) }));
  const tree = new Set([pid]);
  for (let before = 0; before !== tree.size;) {
    before = tree.size;
    for (const { pid: child, status } of processes) if (tree.has(numberOf(status, 'PPid'))) tree.add(child);
  }
  const kilobytes = processes.filter((process) => tree.has(process.pid)).map(({ status }) => numberOf(status, 'VmRSS'));
  return kilobytes.reduce((sum, value) => sum + (value || 0), 0) / kilobytesPerMegabyte;
};
