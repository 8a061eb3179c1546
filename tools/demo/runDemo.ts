import { demo } from './demo.ts';

await demo((line) => {
  console.log(`✓ ${line}`);
});
