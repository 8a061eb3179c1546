#!/usr/bin/env bash
# Two people meet, over HTTP and a WebSocket. Start the backend in another terminal first: npm start
set -euo pipefail
settings=${1:-.local/endpoints.json}

value() { node -p "JSON.parse(fs.readFileSync(0, 'utf8'))$1"; }
uuid() { node -p 'crypto.randomUUID()'; }
ask() { # ask HEADER QUERY
  curl -sS -w '\n' "$url" -H 'content-type: application/json' -H "$1" \
    -d "$(node -p 'JSON.stringify({ query: process.argv[1] })' "$2")"
}
url=$(value .graphqlUrl <"$settings")
key=$(value .apiKey <"$settings")
mails=$(value .mailUrl <"$settings")

echo '# Register with a mailed code, and sign in.'
join() { # join USERNAME
  ask "x-api-key: $key" "mutation { registerUser(input: {
    username: \"$1\", password: \"Correct-Horse-7\", email: \"$1@example.com\" }) { userId username confirmed } }"
  code=$(curl -sS "$mails" | value ".find((mail) => mail.username === '$1').code")
  ask "x-api-key: $key" "mutation { confirmUser(input: { username: \"$1\", code: \"$code\" }) }"
}
sign_in() { # sign_in USERNAME
  ask "x-api-key: $key" "mutation { authenticateUser(input: {
    username: \"$1\", password: \"Correct-Horse-7\" }) { accessToken } }" | value .data.authenticateUser.accessToken
}
number=$RANDOM
join "dora-$number"
join "emil-$number"
dora="authorization: $(sign_in "dora-$number")"
emil="authorization: $(sign_in "emil-$number")"
dora_id=$(ask "$dora" '{ me { id } }' | value .data.me.id)
emil_id=$(ask "$emil" '{ me { id } }' | value .data.me.id)

echo '# Emil listens: one subscription brings everything, direct and group.'
heard=$(mktemp -d)/heard
mkfifo "$heard"
node "$(dirname "$0")/listen.mjs" "$settings" "${emil#authorization: }" >"$heard" &
listener=$!
trap 'kill $listener' EXIT
exec 3<"$heard"
hear() { # waits for the next message
  read -r -t 10 line <&3 || { echo 'Emil has heard nothing for 10 seconds.' && return 1; }
  echo "Emil hears: $line"
}
hear

echo '# Dora sends. The same clientMessageId again gives the same message, not a second one.'
send() { # send TEXT ID
  ask "$dora" "mutation { sendMessage(input: {
    recipientId: \"$emil_id\", text: \"$1\", clientMessageId: \"$2\" }) { id seq createdAt } }"
}
first=$(uuid)
send 'Hello, Emil.' "$first"
hear
send 'Hello, Emil.' "$first"
hear

echo '# Emil blocks Dora. Her next message is refused, and the answer does not say why.'
ask "$emil" "mutation { blockUser(userId: \"$dora_id\") { userId createdAt } }"
send 'Are you there?' "$(uuid)"

echo '# Emil unblocks her. What was refused was never stored.'
ask "$emil" "mutation { unblockUser(userId: \"$dora_id\") { userId createdAt } }"
send 'Hello again.' "$(uuid)"
hear

echo '# Emil asks what he has missed, and keeps the cursor.'
checked=$(ask "$emil" '{ checkMessages { messages { seq senderUsername text } nextCursor hasMore } }')
echo "$checked"
cursor=$(echo "$checked" | value .data.checkMessages.nextCursor)

echo '# A group: create it, add somebody, send, ask since the cursor, leave.'
group=$(uuid)
ask "$dora" "mutation { createGroup(input: { groupId: \"$group\", name: \"Lunch\" }) { id myRole memberCount } }"
ask "$dora" "mutation { addUserToGroup(input: { groupId: \"$group\", userId: \"$emil_id\" }) { role joinedAt } }"
ask "$dora" "mutation { sendGroupMessage(input: {
  groupId: \"$group\", text: \"Noon?\", clientMessageId: \"$(uuid)\" }) { id seq } }"
hear
ask "$emil" "{ checkMessages(since: \"$cursor\") { messages { conversationId seq text } hasMore } }"
ask "$emil" "mutation { leaveGroup(groupId: \"$group\") { role } }"
