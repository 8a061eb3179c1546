/** A text of the synthesized product, and what stands in its place. */
export interface Patch {
  readonly in: 'functions' | 'resolvers';
  readonly text: RegExp;
  readonly replacement: string;
}

export interface SeededFault {
  readonly name: string;
  readonly patches: readonly Patch[];
}

/** Names of the minified bundles differ from build to build. */
const inFunctions = (text: RegExp, replacement: string): Patch => ({ in: 'functions', text, replacement });
const inResolvers = (text: RegExp, replacement: string): Patch => ({ in: 'resolvers', text, replacement });

/** A condition that always holds, in the words of the one that it stands for. */
const always = 'attribute_not_exists(nothing)';

/** Each breaks one promise, and the runs of the model must find it. */
export const seededFaults: readonly SeededFault[] = [
  {
    name: 'no membership is asked of who sends to a group',
    patches: [
      inFunctions(/\w+\?\.fromSeq===void 0\|\|\w+\?\.closedAt!==void 0\?/g, '!1?'),
      inFunctions(/attribute_exists\(fromSeq\)/g, always),
    ],
  },
  {
    name: 'the transaction of a direct send has no condition on the block',
    patches: [inFunctions(/attribute_not_exists\(blockedId\)/g, always)],
  },
  {
    name: 'messages of blocked people are not redacted',
    patches: [inFunctions(/,text:null,clientMessageId:null,hiddenReason:"BLOCKED_SENDER"/g, '')],
  },
  {
    name: 'the id of a send is not remembered',
    patches: [
      inFunctions(/(\w+)!==void 0&&\1\.expiresAt>\w+\/1e3/g, '!1'),
      inFunctions(/attribute_not_exists\(senderId\) OR expiresAt <= :now/g, `${always} OR expiresAt <= :now`),
    ],
  },
  {
    name: 'subscriptions are not filtered',
    patches: [inResolvers(/extensions\.setSubscriptionFilter\(\{[^;]*\}\);/g, '')],
  },
  {
    name: 'everybody may do everything in a group',
    patches: [inResolvers(/groupPolicy\[role\]\[action\]\.indexOf\(target\) !== -1/g, 'true')],
  },
  {
    name: 'a window begins with the first message',
    patches: [inFunctions(/\{from:\w+\.fromSeq,to:(\w+)\}/g, '{from:0,to:$1}')],
  },
  {
    name: 'the transaction of a deed has no condition on the role',
    patches: [
      inResolvers(
        /(operation: "ConditionCheck",\s+key: \{ groupId, userId \},\s+condition: \{ text: "#role = :role)/g,
        `$1 OR ${always}`,
      ),
      inResolvers(/(update: \{ text: "SET #role = :next".+\s+condition: \{ text: "#role = :role)/g, `$1 OR ${always}`),
    ],
  },
  {
    name: 'a stay ends where it was when somebody decided to end it',
    patches: [
      inResolvers(
        /ctx\.stash\.lastSeq = head\.lastSeq;/g,
        'ctx.stash.lastSeq = ctx.stash.closing?.untilSeq ?? head.lastSeq;',
      ),
    ],
  },
  {
    name: 'messages of one’s own are unread',
    patches: [inFunctions(/=>(\w+)!==\w+&&!\((\w+\(\w+\)&&\w+\.has\(\1\))\)/g, '=>!($2)')],
  },
];
