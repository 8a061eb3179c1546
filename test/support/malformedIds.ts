/** What is not the id of a person, and tempts whoever builds keys, paths or objects of it. */
export const malformedIds = [
  '',
  ' ',
  '__proto__',
  'constructor',
  '..',
  '*',
  '6F9619FF-8B86-4011-B42D-00C04FC964FF',
  ' 6f9619ff-8b86-4011-b42d-00c04fc964ff',
  '6f9619ff-8b86-4011-b42d-00c04fc964ff ',
  '6f9619ff-8b86-4011-b42d-00c04fc964ff\n',
  '6f9619ff-8b86-4011-b42d-00c04fc964ff#x',
  '6f9619ff-8b86-4011-b42d-00c04fc964ff/..',
  '6f9619ff-8b86-4011-b42d-00c04fc964ff|x',
  '6f9619ff%008b86-4011-b42d-00c04fc964ff',
  '6f9619ff8b864011b42d00c04fc964ff',
  '6ｆ9619ff-8b86-4011-b42d-00c04fc964ff',
];
