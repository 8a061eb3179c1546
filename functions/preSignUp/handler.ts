export { preSignUp as handler } from './preSignUp.ts';
