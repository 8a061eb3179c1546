/** What happened on the sockets, for the runtime's log: never a text, a token or a payload. */
export interface RealtimeLog {
  readonly event:
    | 'connectionRefused'
    | 'connected'
    | 'closed'
    | 'started'
    | 'startRefused'
    | 'delivered'
    /** A payload over 240 KB: AppSync drops it without telling the publisher or the subscriber. */
    | 'payloadTooLarge'
    | 'projectionFailed'
    | 'invalidated'
    /** A client that does not read was cut off. */
    | 'slowReader'
    | 'fault';
  /** Field of `Subscription`. */
  readonly field?: string;
  readonly requestId?: string;
  /** Subscriptions reached or ended. */
  readonly count?: number;
  /** Of one payload. */
  readonly bytes?: number;
  readonly detail?: string;
}

export type OnRealtimeLog = (line: RealtimeLog) => void;
