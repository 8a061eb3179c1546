import type { LandingFacts } from '../server/pages/landingPage.ts';
import type { Runtime } from './startRuntime.ts';

export function toLandingFacts(runtime: Runtime): LandingFacts {
  return {
    stackName: runtime.stack.name,
    settings: [
      ['GraphQL', runtime.graphqlUrl],
      ['Realtime', runtime.realtimeUrl],
      ['API key', runtime.apiKey],
      ['Region', runtime.region],
      ['User pool', runtime.userPoolId],
      ['App client', runtime.webClientId],
      ['Cognito', runtime.origin],
    ],
    demoUsers: runtime.demoUsers,
    links: [
      ...(runtime.isAppServed ? [{ href: '/app/', text: 'Chat client' }] : []),
      { href: '/ide/', text: 'GraphQL IDE' },
      { href: '/mails', text: 'Mails' },
    ],
  };
}
