/** What a resource's physical id and attributes are made of. */
export interface IdentityContext {
  readonly logicalId: string;
  /** Resolved. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  /** Where the runtime answers, e.g. `http://localhost:20002`. */
  readonly origin: string;
  /** A generated value of this resource: made once, the same at every later start. */
  readonly keep: (kind: string, make: () => string) => string;
}

/** What a resource is known by once it is deployed. */
export interface PhysicalId {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Properties that deployment adds, e.g. the value of a generated secret. */
  readonly added?: Readonly<Record<string, unknown>>;
}

/** How each resource type of a service is identified. */
export type PhysicalIds = Readonly<Record<string, (context: IdentityContext) => PhysicalId>>;
