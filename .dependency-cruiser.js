/**
 * Checked by `npm run lint`: no import circle anywhere, and which folder of local/ may import which. What the top
 * folders may import of one another is in eslint.config.js.
 */

/** The floors of local/, from the bottom. A folder imports from floors below its own. */
const floors = [
  ['base'],
  ['storage'],
  ['template'],
  ['iam'],
  ['lambda'],
  ['gate'],
  ['appsync', 'cognito', 'engine', 'secretsManager', 'server'],
  ['start'],
];

/** The floors inside the largest folders. Files directly in the folder are above all of them. */
const innerFloors = {
  appsync: [['identity', 'js'], ['sources'], ['api'], ['realtime']],
  'appsync/api': [['load'], ['run']],
  'appsync/js': [['handler'], ['code', 'types', 'util'], ['dynamodb']],
  cognito: [['template'], ['pool'], ['tokens'], ['actions']],
  server: [['listener', 'tls'], ['pages']],
};

/** One rule for each folder: it imports neither from its neighbours on its floor nor from a floor above. */
const onlyDownwards = (base, levels) =>
  levels.flatMap((floor, level) =>
    floor.map((folder) => {
      const above = levels.slice(level).flat();
      return {
        name: `${base}/${folder} imports only from floors below`,
        severity: 'error',
        from: { path: `^${base}/${folder}/` },
        to: {
          path: `^${base}/`,
          pathNot: [
            `^${base}/${folder}/`,
            ...levels
              .slice(0, level)
              .flat()
              .map((name) => `^${base}/${name}/`),
          ],
        },
        comment: `Not allowed: ${above.filter((name) => name !== folder).join(', ') || 'files directly in ' + base}.`,
      };
    }),
  );

export default {
  forbidden: [
    ...onlyDownwards('local', floors),
    ...Object.entries(innerFloors).flatMap(([folder, levels]) => onlyDownwards(`local/${folder}`, levels)),
    {
      name: 'tests are imported by tests, benches and tools only',
      severity: 'error',
      from: { pathNot: '^(local/test|test|bench|tools)/' },
      to: { path: '^(local/)?test/' },
    },
    { name: 'no circle of files', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no circle of folders', severity: 'error', scope: 'folder', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(node_modules|^local/dist)' },
    // Types count: a circle of types is a circle for whoever reads.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.json'] },
  },
};
