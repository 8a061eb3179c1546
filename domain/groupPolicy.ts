export type GroupRole = 'OWNER' | 'ADMIN' | 'MEMBER';

/** The whole group, for changes that concern no single member. */
type GroupTarget = GroupRole | 'GROUP';

export type GroupAction =
  /** The target is the new role. */
  | 'addUser'
  /** The target is the current role. */
  | 'removeUser'
  /** Both the current role and the new one must be targets. */
  | 'changeRole'
  /** The target is the role of the next owner; the owner becomes an ADMIN. */
  | 'transfer'
  | 'rename'
  | 'delete'
  | 'leave'
  | 'send'
  | 'read';

type Policy = Record<GroupRole, Record<GroupAction, readonly GroupTarget[]>>;

/** Who may do what to members of which role. The OWNER does not leave: they transfer the group, or delete it as its last member. */
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

/** Whether a member with a role may perform an action on a member with a role, or on the group. */
export const mayInGroup = (role: GroupRole, action: GroupAction, target: GroupTarget): boolean =>
  groupPolicy[role][action].indexOf(target) !== -1;
