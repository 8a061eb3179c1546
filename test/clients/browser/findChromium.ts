import { accessSync, constants } from 'node:fs';

const names = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const installChromium = 'apt-get install -y chromium';

/** Undefined where there is no Chromium. `CHROMIUM_PATH` names another one than the system's. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  return (named === undefined ? names : [named]).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
