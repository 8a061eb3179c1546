/** One class for the errors of every client: fetch's, Apollo's and Amplify's become a `MessagingError`. */
export {
  MessagingError,
  type MessagingErrorDetails,
  type MessagingErrorReason,
  type MessagingErrorType,
} from './MessagingError.ts';
export { toMessagingError } from './toMessagingError.ts';
