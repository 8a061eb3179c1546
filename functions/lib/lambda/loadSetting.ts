/** A variable of the function's environment; the stack sets every one that the code reads. */
export const loadSetting = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set.`);
  return value;
};
