import { type RequestClass, requestClasses } from '../../model/schema.js';
import type { ClientRecords } from '../../workload/client-records.js';
import type { ClientTable } from '../../workload/client-table.js';

declare const kind: unique symbol;

/** A number that names one thing of a kind, so that the compiler tells a request from a client. At run time a plain number. */
export type Id<Kind extends string> = number & { readonly [kind]: Kind };

/** A request in flight: `RequestStore` gives it, and uses it again once the request has ended. */
export type RequestId = Id<'request'>;
/** The client's place in `ClientTable`. */
export type ClientId = Id<'client'>;
/** One of the stages' lists that `Journey.lay` is given. */
export type PathId = Id<'path'>;
/** A class of relayed requests, or the downloads behind them. */
export type RequestClassId = Id<'request class'>;
/** An instance among those of all gateways; connection points and channels likewise. */
export type VmId = Id<'vm'>;
export type ConnectionPointId = Id<'connection point'>;
export type ChannelId = Id<'channel'>;
/** A place of content by its number: gateways come first, in their order, then cloud distribution points. */
export type SourceId = Id<'source'>;
/** A package, by its place in the model. */
export type ContentId = Id<'content'>;

/** No id, of any kind. */
export const NONE = -1 as Id<never>;

/** One part for each id of a kind, such as all instances by their numbers. */
export type ById<Key extends number, Part> = { readonly [Each in Key]: Part };

export const MANAGEMENT_POINT_PATH = 0 as PathId;
export const UPDATE_POINT_PATH = 1 as PathId;
export const CONTENT_PATH = 2 as PathId;

export const classId = (name: RequestClass): RequestClassId => requestClasses.indexOf(name) as RequestClassId;
export const TOKEN_CLASS = classId('token');
const UPDATE_SCAN_CLASS = classId('update-scan');
export const NOTIFICATION_CLASS = classId('notification');
/** Downloads are recorded as the class after the relayed ones. */
export const CONTENT_CLASS = requestClasses.length as RequestClassId;

/** The path of a class of requests. */
export function pathOf(requestClass: RequestClassId): PathId {
  if (requestClass === CONTENT_CLASS) return CONTENT_PATH;
  return requestClass === UPDATE_SCAN_CLASS ? UPDATE_POINT_PATH : MANAGEMENT_POINT_PATH;
}

/** An attribute of all clients. */
export interface ClientColumn<Value extends number = number> {
  get(client: ClientId): Value;
  set(client: ClientId, value: Value): void;
}

/** Makes attributes of all clients, as `ClientRecords` does. */
interface ClientColumns {
  float64(initial?: number): ClientColumn;
  float32(initial?: number): ClientColumn;
  int32<Value extends number = number>(initial?: Value): ClientColumn<Value>;
  int16<Value extends number = number>(initial?: Value): ClientColumn<Value>;
  uint8(initial?: number): ClientColumn;
}

type Keyed<Member> = Member extends ClientRecords
  ? ClientColumns
  : Member extends { get(client: number): number }
    ? ClientColumn
    : Member;

/** What is known of each client: a `ClientTable` that is asked by clients' ids, and by nothing else. */
export type ClientAttributes = { readonly [Name in keyof ClientTable]: Keyed<ClientTable[Name]> };

export const attributesOf = (clients: ClientTable): ClientAttributes =>
  clients as unknown as ClientAttributes;
