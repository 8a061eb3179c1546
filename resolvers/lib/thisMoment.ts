import { util } from '@aws-appsync/utils';
import type { Moment } from '../../domain/departureActions.ts';

export const thisMoment = (): Moment => ({ now: util.time.nowISO8601(), seconds: util.time.nowEpochSeconds() });
