import { answerJson, type HttpAnswer, type HttpRequest, type Route } from './listener/HttpExchange.ts';
import { answerFile } from './pages/answerFile.ts';
import { ideFile, idePage, type IdeFacts } from './pages/idePage.ts';
import { landingPage, type LandingFacts } from './pages/landingPage.ts';
import { mailsPage, type ShownMail } from './pages/mailsPage.ts';

export interface RoutesOptions {
  readonly answerGraphql: Route;
  readonly answerTargetedCall: Route;
  /** `undefined` for a pool that the stack does not have. */
  answerWellKnown(poolId: string, document: string): HttpAnswer | undefined;
  /** Newest first. */
  mails(): readonly ShownMail[];
  landing(): LandingFacts;
  ide(): Promise<IdeFacts>;
  /** Folder of the built chat client, if there is one. */
  readonly appFolder: string | undefined;
}

/** Everything that the one port serves over HTTP. */
export function createRoutes(options: RoutesOptions): Route {
  return (request) => {
    const { path } = request;
    if (path === '/graphql') return graphql(request, options);
    if (path === '/' && request.method === 'POST') return options.answerTargetedCall(request);
    const wellKnown = /^\/([^/]+)\/\.well-known\/(.+)$/.exec(path);
    if (wellKnown !== null) return only('GET', request, () => answerWellKnown(wellKnown, options));
    if (path === '/app' || path === '/ide') return { status: 308, headers: { location: `${path}/` }, body: '' };
    return only('GET', request, () => answerPage(request, options));
  };
}

/** HEAD is refused: what AppSync answers to it is not documented. */
function graphql(request: HttpRequest, { answerGraphql }: RoutesOptions): ReturnType<Route> {
  return ['GET', 'POST'].includes(request.method) ? answerGraphql(request) : refuseMethod(request, 'GET, POST');
}

function only(method: 'GET' | 'POST', request: HttpRequest, route: Route): ReturnType<Route> {
  const asked = request.method === 'HEAD' ? 'GET' : request.method;
  return asked === method ? route(request) : refuseMethod(request, method);
}

function refuseMethod({ path }: HttpRequest, taken: string): HttpAnswer {
  return answerJson(405, { message: `${path} takes ${taken} only.` }, { allow: `${taken}, OPTIONS` });
}

function answerWellKnown([, poolId = '', document = '']: readonly string[], options: RoutesOptions): HttpAnswer {
  return options.answerWellKnown(poolId, document) ?? notFound();
}

function answerPage(request: HttpRequest, options: RoutesOptions): ReturnType<Route> {
  const { path } = request;
  if (options.appFolder !== undefined && path.startsWith('/app/')) {
    return answerFile(options.appFolder, path.slice('/app/'.length));
  }
  if (path.startsWith('/ide/') && path !== '/ide/') return ideFile(path.slice('/ide/'.length));
  if (!['/', '/mails', '/ide/'].includes(path)) return notFound();
  if (!isLocal(request)) return answerJson(403, { message: 'This page is for programs on this machine only.' });
  if (path === '/') return landingPage(options.landing());
  if (path === '/ide/') return options.ide().then(idePage);
  return wantsHtml(request) ? mailsPage(options.mails()) : answerJson(200, options.mails());
}

function notFound(): HttpAnswer {
  return answerJson(404, { message: 'There is nothing at this address.' });
}

function wantsHtml({ headers }: HttpRequest): boolean {
  return headers['accept']?.includes('text/html') ?? false;
}

/**
 * Keys, passwords and codes are shown without a sign-in. A web site that its visitor's browser lets call loopback
 * addresses, or a foreign host name that points to one, must not read them.
 */
function isLocal({ headers }: HttpRequest): boolean {
  const origin = headers['origin'];
  return isLoopback(`http://${headers['host'] ?? ''}`) && (origin === undefined || isLoopback(origin));
}

function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname);
}
