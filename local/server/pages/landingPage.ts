import type { HttpAnswer } from '../listener/HttpExchange.ts';
import { html, type Html } from './html.ts';
import { renderPage } from './renderPage.ts';

export interface DemoUser {
  readonly username: string;
  readonly password: string;
  readonly userId: string;
}

export interface LandingFacts {
  readonly stackName: string;
  /** Name and value, in the order shown. */
  readonly settings: readonly (readonly [name: string, value: string])[];
  readonly demoUsers: readonly DemoUser[];
  /** Only what is really served. */
  readonly links: readonly { readonly href: string; readonly text: string }[];
}

export function landingPage(facts: LandingFacts): HttpAnswer {
  return renderPage(
    `${facts.stackName} on this machine`,
    html`<h1>${facts.stackName}</h1>
      <p>
        The messaging backend, running whole on this machine from its synthesized template. Nothing here reaches AWS.
      </p>
      <nav>${facts.links.map(({ href, text }) => html`<a href="${href}">${text}</a> `)}</nav>
      <h2>Connect</h2>
      ${table(facts.settings.map(([name, value]) => [name, html`<code>${value}</code>`]))}
      ${facts.demoUsers.length === 0 ? '' : demoUsers(facts.demoUsers)}`,
  );
}

function demoUsers(users: readonly DemoUser[]): Html {
  const rows = users.map((user): [string, Html] => [
    user.username,
    html`<code>${user.password}</code> <br /><code>${user.userId}</code>`,
  ]);
  return html`<h2>Demo users</h2>
    <p>Confirmed and ready to sign in: name, password, user id.</p>
    ${table(rows)}`;
}

function table(rows: readonly (readonly [string, Html])[]): Html {
  const cells = rows.map(
    ([name, value]) =>
      html`<tr>
        <th scope="row">${name}</th>
        <td>${value}</td>
      </tr> `,
  );
  return html`<div class="wide">
    <table>
      <tbody>
        ${cells}
      </tbody>
    </table>
  </div>`;
}
