import type { Node } from 'constructs';
import { limits } from '../domain/limits.ts';

/** What a deployment may set, by the variable in which functions and resolvers find it. */
const shapes = {
  /** How many people a group takes: `cdk deploy -c maxGroupMembers=10000`. */
  MAX_GROUP_MEMBERS: { context: 'maxGroupMembers', ...limits.groupMembers },
  /** How many people one publish of a group message names. */
  RECIPIENTS_PER_PUBLISH: { context: 'recipientsPerPublish', ...limits.publishRecipients },
} as const;

export type SettingName = keyof typeof shapes;
export type Settings = Readonly<Record<SettingName, string>>;

/** Reads the settings from the context of the app, `cdk.json` or `-c`. */
export const loadSettings = (node: Node): Settings => {
  const load = (name: SettingName): string => {
    const { context, default: usual, max } = shapes[name];
    const given: unknown = node.tryGetContext(context) ?? usual;
    const value = Number(given);
    if (Number.isInteger(value) && value >= 1 && value <= max) return String(value);
    throw new Error(`The context ${context} must be a whole number from 1 to ${max}; it is ${JSON.stringify(given)}.`);
  };
  return {
    MAX_GROUP_MEMBERS: load('MAX_GROUP_MEMBERS'),
    RECIPIENTS_PER_PUBLISH: load('RECIPIENTS_PER_PUBLISH'),
  };
};
