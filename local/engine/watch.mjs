// Ends the process whose id is the first argument once standard input closes: the engine watches no pipe itself, and
// a runtime that is killed cannot end it.
import process from 'node:process';

const pid = Number(process.argv[2]);

process.stdin.resume();
process.stdin.on('close', () => {
  try {
    process.kill(pid);
  } catch {
    // It has ended by itself.
  }
});
