export type GroupRole = 'OWNER' | 'ADMIN' | 'MEMBER';

/** The whole group, for what is done to no single person. */
type GroupTarget = GroupRole | 'GROUP';

export type GroupAction =
  /** The target is the role that the person gets. */
  | 'addUser'
  /** The target is the role that the person has. */
  | 'removeUser'
  /** Both the role that the person has and the one that he gets must be targets. */
  | 'changeRole'
  /** The target is the role of the next owner; the owner becomes an ADMIN. */
  | 'transfer'
  | 'rename'
  | 'delete'
  | 'leave'
  | 'send'
  | 'read';

type Policy = Record<GroupRole, Record<GroupAction, readonly GroupTarget[]>>;

/** Who may do what to whom. The OWNER does not leave: he transfers the group, or deletes it when he is alone. */
export const groupPolicy: Policy = {
  OWNER: {
    addUser: ['ADMIN', 'MEMBER'],
    removeUser: ['ADMIN', 'MEMBER'],
    changeRole: ['ADMIN', 'MEMBER'],
    transfer: ['ADMIN', 'MEMBER'],
    rename: ['GROUP'],
    delete: ['GROUP'],
    leave: [],
    send: ['GROUP'],
    read: ['GROUP'],
  },
  ADMIN: {
    addUser: ['MEMBER'],
    removeUser: ['MEMBER'],
    changeRole: [],
    transfer: [],
    rename: ['GROUP'],
    delete: [],
    leave: ['GROUP'],
    send: ['GROUP'],
    read: ['GROUP'],
  },
  MEMBER: {
    addUser: [],
    removeUser: [],
    changeRole: [],
    transfer: [],
    rename: [],
    delete: [],
    leave: ['GROUP'],
    send: ['GROUP'],
    read: ['GROUP'],
  },
};

/** Whether somebody with a role may do something to somebody with a role, or to the group. */
export const mayInGroup = (role: GroupRole, action: GroupAction, target: GroupTarget): boolean =>
  groupPolicy[role][action].indexOf(target) !== -1;
