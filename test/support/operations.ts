/** Every operation of the API with a full selection, by the name of its field. */
const user = 'id username displayName createdAt';
const message = 'id conversationId seq senderId senderUsername text createdAt clientMessageId hiddenReason';
const session = 'accessToken idToken refreshToken expiresIn tokenType userId';
const block = `userId createdAt user { ${user} }`;

export const operations = {
  registerUser: `mutation registerUser($input: RegisterUserInput!) { registerUser(input: $input) { userId username confirmed } }`,
  confirmUser: `mutation confirmUser($input: ConfirmUserInput!) { confirmUser(input: $input) }`,
  resendConfirmationCode: `mutation resendConfirmationCode($username: String!) { resendConfirmationCode(username: $username) }`,
  authenticateUser: `mutation authenticateUser($input: AuthenticateUserInput!) { authenticateUser(input: $input) { ${session} } }`,
  me: `query me { me { ${user} } }`,
  user: `query user($id: ID!) { user(id: $id) { ${user} } }`,
  userByUsername: `query userByUsername($username: String!) { userByUsername(username: $username) { ${user} } }`,
  sendMessage: `mutation sendMessage($input: SendMessageInput!) { sendMessage(input: $input) { ${message} } }`,
  checkMessages: `query checkMessages($since: String, $limit: Int) { checkMessages(since: $since, limit: $limit) { nextCursor hasMore messages { ${message} } } }`,
  blockUser: `mutation blockUser($userId: ID!) { blockUser(userId: $userId) { ${block} } }`,
  unblockUser: `mutation unblockUser($userId: ID!) { unblockUser(userId: $userId) { ${block} } }`,
  blockedUsers: `query blockedUsers($limit: Int, $nextToken: String) { blockedUsers(limit: $limit, nextToken: $nextToken) { nextToken items { ${block} } } }`,
  publishMessage: `mutation publishMessage($input: PublishMessageInput!) { publishMessage(input: $input) { recipientIds message { ${message} } } }`,
  onMessage: `subscription onMessage { onMessage { message { ${message} } } }`,
} as const;
