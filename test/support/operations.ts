/** Every operation of the API with a full selection, by the name of its field. */
const user = 'id username displayName createdAt';
const message = 'id conversationId seq version senderId senderUsername text createdAt clientMessageId hiddenReason';
const session = 'accessToken idToken refreshToken expiresIn tokenType userId';
const block = `userId createdAt user { ${user} }`;
const group = 'id name createdAt memberCount myRole conversationId';
const conversation = `id kind peer { ${user} } group { ${group} } lastSeq readSeq firstVisibleSeq unreadCount lastMessage { ${message} } lastMessageAt`;
const membership = `groupId userId role joinedAt user { ${user} }`;

export const operations = {
  registerUser: `mutation registerUser($input: RegisterUserInput!) { registerUser(input: $input) { userId username confirmed } }`,
  confirmUser: `mutation confirmUser($input: ConfirmUserInput!) { confirmUser(input: $input) }`,
  resendConfirmationCode: `mutation resendConfirmationCode($username: String!) { resendConfirmationCode(username: $username) }`,
  authenticateUser: `mutation authenticateUser($input: AuthenticateUserInput!) { authenticateUser(input: $input) { ${session} } }`,
  refreshSession: `mutation refreshSession($refreshToken: String!) { refreshSession(refreshToken: $refreshToken) { ${session} } }`,
  forgotPassword: `mutation forgotPassword($username: String!) { forgotPassword(username: $username) }`,
  confirmForgotPassword: `mutation confirmForgotPassword($input: ConfirmForgotPasswordInput!) { confirmForgotPassword(input: $input) }`,
  signOut: `mutation signOut { signOut }`,
  endSubscriptions: `mutation endSubscriptions($userId: ID!, $signedOutAt: AWSTimestamp!) { endSubscriptions(userId: $userId, signedOutAt: $signedOutAt) }`,
  changePassword: `mutation changePassword($input: ChangePasswordInput!) { changePassword(input: $input) }`,
  updateProfile: `mutation updateProfile($input: UpdateProfileInput!) { updateProfile(input: $input) { ${user} } }`,
  deleteAccount: `mutation deleteAccount { deleteAccount }`,
  disableUser: `mutation disableUser($userId: ID!) { disableUser(userId: $userId) }`,
  enableUser: `mutation enableUser($userId: ID!) { enableUser(userId: $userId) }`,
  me: `query me { me { ${user} } }`,
  user: `query user($id: ID!) { user(id: $id) { ${user} } }`,
  userByUsername: `query userByUsername($username: String!) { userByUsername(username: $username) { ${user} } }`,
  users: `query users($ids: [ID!]!) { users(ids: $ids) { ${user} } }`,
  conversations: `query conversations($limit: Int, $nextToken: String) { conversations(limit: $limit, nextToken: $nextToken) { nextToken items { ${conversation} } } }`,
  conversation: `query conversation($id: ID!) { conversation(id: $id) { ${conversation} } }`,
  messages: `query messages($conversationId: ID!, $beforeSeq: Int, $afterSeq: Int, $limit: Int) { messages(conversationId: $conversationId, beforeSeq: $beforeSeq, afterSeq: $afterSeq, limit: $limit) { hasMore items { ${message} } } }`,
  markRead: `mutation markRead($conversationId: ID!, $seq: Int!) { markRead(conversationId: $conversationId, seq: $seq) { ${conversation} } }`,
  sendMessage: `mutation sendMessage($input: SendMessageInput!) { sendMessage(input: $input) { ${message} } }`,
  checkMessages: `query checkMessages($since: String, $limit: Int) { checkMessages(since: $since, limit: $limit) { nextCursor hasMore messages { ${message} } changed { ${message} } } }`,
  blockUser: `mutation blockUser($userId: ID!) { blockUser(userId: $userId) { ${block} } }`,
  unblockUser: `mutation unblockUser($userId: ID!) { unblockUser(userId: $userId) { ${block} } }`,
  blockedUsers: `query blockedUsers($limit: Int, $nextToken: String) { blockedUsers(limit: $limit, nextToken: $nextToken) { nextToken items { ${block} } } }`,
  createGroup: `mutation createGroup($input: CreateGroupInput!) { createGroup(input: $input) { ${group} } }`,
  renameGroup: `mutation renameGroup($input: RenameGroupInput!) { renameGroup(input: $input) { ${group} } }`,
  deleteGroup: `mutation deleteGroup($groupId: ID!) { deleteGroup(groupId: $groupId) { ${group} } }`,
  addUserToGroup: `mutation addUserToGroup($input: AddUserToGroupInput!) { addUserToGroup(input: $input) { ${membership} } }`,
  removeUserFromGroup: `mutation removeUserFromGroup($groupId: ID!, $userId: ID!) { removeUserFromGroup(groupId: $groupId, userId: $userId) { ${membership} } }`,
  changeGroupRole: `mutation changeGroupRole($input: ChangeGroupRoleInput!) { changeGroupRole(input: $input) { ${membership} } }`,
  transferGroup: `mutation transferGroup($groupId: ID!, $userId: ID!) { transferGroup(groupId: $groupId, userId: $userId) { ${group} } }`,
  leaveGroup: `mutation leaveGroup($groupId: ID!) { leaveGroup(groupId: $groupId) { ${membership} } }`,
  sendGroupMessage: `mutation sendGroupMessage($input: SendGroupMessageInput!) { sendGroupMessage(input: $input) { ${message} } }`,
  group: `query group($id: ID!, $limit: Int, $nextToken: String) { group(id: $id) { ${group} members(limit: $limit, nextToken: $nextToken) { nextToken items { ${membership} } } } }`,
  groups: `query groups($limit: Int, $nextToken: String) { groups(limit: $limit, nextToken: $nextToken) { nextToken items { ${group} } } }`,
  publishMessage: `mutation publishMessage($input: PublishMessageInput!) { publishMessage(input: $input) { recipientIds message { ${message} } } }`,
  onMessage: `subscription onMessage { onMessage { message { ${message} } } }`,
} as const;
