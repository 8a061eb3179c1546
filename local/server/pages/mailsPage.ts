import type { HttpAnswer } from '../listener/HttpExchange.ts';
import { html, type Html } from './html.ts';
import { renderPage } from './renderPage.ts';

/** A mail that Cognito would have sent. */
export interface ShownMail {
  readonly to: string;
  readonly username: string;
  readonly code: string;
  readonly subject: string;
  /** ISO 8601 */
  readonly sentAt: string;
}

/** Newest first, as given. */
export function mailsPage(mails: readonly ShownMail[]): HttpAnswer {
  return renderPage(
    'Mails',
    html`<h1>Mails</h1>
      <p>What Cognito would have sent, newest first. Reload for more. <a href="/">Overview</a></p>
      ${mails.length === 0 ? html`<p>No mail yet: register somebody.</p>` : list(mails)}`,
  );
}

function list(mails: readonly ShownMail[]): Html {
  const rows = mails.map(
    (mail) =>
      html`<tr>
        <td><code>${mail.code}</code></td>
        <td>${mail.username}<br />${mail.to}</td>
        <td>${mail.subject}<br /><time datetime="${mail.sentAt}">${mail.sentAt}</time></td>
      </tr> `,
  );
  return html`<div class="wide">
    <table>
      <thead>
        <tr>
          <th scope="col">Code</th>
          <th scope="col">For</th>
          <th scope="col">Mail</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}
