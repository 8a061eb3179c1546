import { createApp } from '../infra/createApp.ts';

/** What the first start does once: synthesizes the app, here into a folder of its own. */
createApp(process.argv[2]).synth();
