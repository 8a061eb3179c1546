import { EventEmitter, once } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRealtimeWorld } from './RealtimeWorld.ts';

const toAna = { filterGroup: [{ filters: [{ fieldName: 'recipientIds', operator: 'contains', value: 'ana' }] }] };

describe('a start', () => {
  it('is authorized on its own, by the header names in any case', async () => {
    await using world = await createRealtimeWorld();
    const client = await world.ready();
    const data = '{"query":"subscription { onMessage { id } }"}';
    const authorization = { Host: 'LOCALHOST:1', 'x-api-key': 'da2-good', 'X-Api-Key': 'da2-good' };
    client.send({ id: 'a', type: 'start', payload: { data, extensions: { authorization } } });
    await client.next('start_ack');

    const headers = { host: 'LOCALHOST:1', 'x-api-key': 'da2-good' };
    expect(world.authenticator.seen[1]).toMatchObject({ headers, method: 'POST', path: '/graphql', body: data });

    const bad = { host: 'localhost', 'x-api-key': 'da2-bad' };
    client.send({ id: 'b', type: 'start', payload: { data, extensions: { authorization: bad } } });
    expect(await client.next('error')).toMatchObject({
      id: 'b',
      payload: { errors: [{ errorType: 'UnauthorizedException' }] },
    });
  });

  it('gives the resolver the headers of its authorization, without cookies', async () => {
    await using world = await createRealtimeWorld();
    const client = await world.ready();
    const authorization = { host: 'localhost', 'x-api-key': 'da2-good', 'X-Tenant': 'acme', Cookie: 'a=b' };
    client.send({ id: 'a', type: 'start', payload: { data: '{"query":"x"}', extensions: { authorization } } });
    await client.next('start_ack');

    const headers = { host: 'localhost', 'x-api-key': 'da2-good', 'x-tenant': 'acme' };
    expect(world.api.contexts.map((context) => context.headers)).toEqual([headers]);
  });

  it('tells what the resolver refused, with the id', async () => {
    await using world = await createRealtimeWorld();
    const client = await world.ready();
    const message = 'Not Authorized to access onMessage on type Subscription';
    world.api.onSubscribe = async () => ({
      errors: [
        { message, errorType: 'Unauthorized', path: ['onMessage'], locations: null },
        { message: 'Validation error', errorType: null, path: null, locations: null },
      ],
    });
    client.send(world.startFrame('a'));

    expect(await client.next('error')).toEqual({
      id: 'a',
      type: 'error',
      payload: { errors: [{ errorType: 'Unauthorized', message }, { message: 'Validation error' }] },
    });
    client.send(world.startFrame('a'));
    await client.next('error');
  });

  it('names a filter that is not valid and a feature that is not there', async () => {
    await using world = await createRealtimeWorld();
    const client = await world.ready();
    client.send(
      world.startFrame('a', { filter: { filterGroup: [{ filters: [{ fieldName: 'x', operator: 'lte' }] }] } }),
    );
    expect(await client.next('error')).toMatchObject({
      payload: { errors: [{ errorType: 'InvalidSubscriptionFilterError' }] },
    });

    client.send(world.startFrame('a', { filter: {} }));
    expect(await client.next('error')).toMatchObject({
      payload: { errors: [{ errorType: 'UnsupportedFeatureError' }] },
    });
  });

  it('hides an unforeseen fault behind a fixed text', async () => {
    await using world = await createRealtimeWorld();
    const client = await world.ready();
    world.api.onSubscribe = () => Promise.reject(new Error('secret detail'));
    client.send(world.startFrame('a'));

    const error = await client.next('error');
    expect(error).toMatchObject({ id: 'a', payload: { errors: [{ errorType: 'InternalFailure' }] } });
    expect(JSON.stringify(error)).not.toContain('secret');
    expect(world.logs).toContainEqual(expect.objectContaining({ event: 'fault', detail: 'secret detail' }));
  });

  it('refuses an id in use and takes it again after stop and on another socket', async () => {
    await using world = await createRealtimeWorld();
    const client = await world.ready();
    await world.subscribe(client, 'a');
    client.send(world.startFrame('a'));
    expect(await client.next('error')).toEqual({
      id: 'a',
      type: 'error',
      payload: { errors: [{ errorType: 'DuplicatedOperationError', message: 'Duplicated operation with id a' }] },
    });

    client.send({ id: 'a', type: 'stop' });
    expect(await client.next('complete')).toEqual({ id: 'a', type: 'complete' });
    await world.subscribe(client, 'a');
    await world.subscribe(await world.ready(), 'a');
  });

  it('refuses the 101st subscription of a connection', async () => {
    await using world = await createRealtimeWorld();
    const client = await world.ready();
    for (let id = 0; id < 100; id += 1) await world.subscribe(client, String(id));
    client.send(world.startFrame('100'));

    expect(await client.next('error')).toEqual({
      id: '100',
      type: 'error',
      payload: {
        errors: { errorType: 'MaxSubscriptionsReachedError', message: 'Max number of 100 subscriptions reached' },
      },
    });
  });

  it('that is stopped while its resolver runs is completed and never acknowledged', async () => {
    await using world = await createRealtimeWorld();
    const client = await world.ready();
    const resolver = new EventEmitter();
    const called = once(resolver, 'called');
    world.api.onSubscribe = async () => {
      const released = once(resolver, 'released');
      resolver.emit('called');
      await released;
      return { accepted: world.api.accept({}) };
    };
    client.send(world.startFrame('a'));
    await called;
    client.send({ id: 'a', type: 'stop' });
    await client.next('complete');
    resolver.emit('released');
    world.api.onSubscribe = async () => ({ accepted: world.api.accept({}) });
    await world.subscribe(client, 'b');
    world.api.publish({ id: 'm' });

    expect((await client.next('data')).id).toBe('b');
    expect(client.frames).toEqual([]);
  });
});

describe('a publish', () => {
  it('reaches those whose filter it passes, projected once for equal selections', async () => {
    await using world = await createRealtimeWorld();
    const [ana, alsoAna, bo] = [await world.ready(), await world.ready(), await world.ready()];
    await world.subscribe(ana, 'a "quoted" id', { filter: toAna });
    await world.subscribe(alsoAna, 'b', { filter: toAna });
    await world.subscribe(bo, 'c', { recipientIds: 'bo' });

    world.api.publish({ id: 'm1', recipientIds: ['ana'] });
    world.api.publish({ id: 'm2', recipientIds: 'bo' });

    const data = { onMessage: { id: 'm1', recipientIds: ['ana'] } };
    expect(await ana.next('data')).toEqual({ id: 'a "quoted" id', type: 'data', payload: { data } });
    expect(await alsoAna.next('data')).toEqual({ id: 'b', type: 'data', payload: { data } });
    expect(await bo.next('data')).toMatchObject({ payload: { data: { onMessage: { id: 'm2' } } } });
    expect(world.api.projections).toBe(2);
  });

  it('reaches each socket in the order of the publishes, however long a payload takes to make', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { minLength: 2, maxLength: 12 }), async (turns) => {
        await using world = await createRealtimeWorld();
        const client = await world.ready();
        await world.subscribe(client, 'a', { selectionKey: 'one' });
        await world.subscribe(client, 'b', { selectionKey: 'two' });
        world.api.project = async (result) => {
          for (let turn = turns[result as number] ?? 0; turn > 0; turn -= 1) await new Promise(setImmediate);
          return { data: { onMessage: result } };
        };
        turns.forEach((_, seq) => world.api.publish(seq));

        const received: unknown[] = [];
        for (let frame = 0; frame < 2 * turns.length; frame += 1) {
          const { payload } = await client.next('data');
          received.push((payload as { data: { onMessage: unknown } }).data.onMessage);
        }
        expect(received).toEqual(turns.flatMap((_, seq) => [seq, seq]));
      }),
      { numRuns: 20 },
    );
  });

  it('over 240 KB is dropped and logged, and so is one without data; the next one arrives', async () => {
    await using world = await createRealtimeWorld();
    const client = await world.ready();
    await world.subscribe(client, 'a');
    const around = JSON.stringify({ data: { onMessage: { text: '' } } }).length;

    world.api.publish({ text: 'x'.repeat(245_760 - around + 1) });
    world.api.project = async () => ({ data: null, errors: [] });
    world.api.publish({ text: 'no data' });
    world.api.project = () => Promise.reject(new Error('broken'));
    world.api.publish({ text: 'no payload' });
    world.api.project = async (result) => ({ data: { onMessage: result } });
    const largest = { text: 'x'.repeat(245_760 - around) };
    world.api.publish(largest);

    expect(await client.next('data')).toMatchObject({ payload: { data: { onMessage: largest } } });
    expect(client.frames).toEqual([]);
    expect(world.logs.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['payloadTooLarge', 'projectionFailed', 'delivered']),
    );
  });

  it('that a filter cannot judge ends the subscription loudly', async () => {
    await using world = await createRealtimeWorld();
    const client = await world.ready();
    const filters = [{ fieldName: 'recipientIds', operator: 'notContains', value: 'ana' }];
    await world.subscribe(client, 'a', { filter: { filterGroup: [{ filters }] } });
    await world.subscribe(client, 'b');

    world.api.publish({ recipientIds: ['bo'] });

    expect(await client.next('error')).toMatchObject({
      id: 'a',
      payload: { errors: [{ errorType: 'UnsupportedFeatureError' }] },
    });
    expect((await client.next('data')).id).toBe('b');
  });

  it('does not reach a stopped subscription nor one whose socket is gone', async () => {
    await using world = await createRealtimeWorld();
    const [client, lost] = [await world.ready(), await world.ready()];
    await world.subscribe(client, 'a');
    await world.subscribe(client, 'b');
    await world.subscribe(lost, 'c');
    client.send({ id: 'a', type: 'stop' });
    await client.next('complete');
    lost.socket.terminate();
    await lost.closed;

    world.api.publish({ id: 'm' });

    expect((await client.next('data')).id).toBe('b');
    expect(client.frames).toEqual([]);
  });
});

describe('an invalidation', () => {
  it('completes the matching subscriptions and closes their sockets, others stay', async () => {
    await using world = await createRealtimeWorld();
    const [ana, bo] = [await world.ready(), await world.ready()];
    const userIs = (value: string) => ({
      filterGroup: [{ filters: [{ fieldName: 'userId', operator: 'eq', value }] }],
    });
    await world.subscribe(ana, 'a', { invalidationFilter: userIs('ana') });
    await world.subscribe(ana, 'unfiltered');
    await world.subscribe(bo, 'b', { invalidationFilter: userIs('bo') });

    world.api.invalidate({ userId: 'ana' });
    world.api.publish({ id: 'm' });

    expect(await ana.next('complete')).toEqual({ id: 'a', type: 'complete' });
    expect(await ana.closed).toBe(1000);
    expect(ana.frames).toEqual([]);
    expect((await bo.next('data')).id).toBe('b');
  });
});
