import { defineSettings, value } from '@chaos-lab/service-kit';

/** Where requests go, and what is told about them. */
export const UPSTREAM_SETTINGS = defineSettings({
  target: {
    flag: 'target',
    env: ['CHAOS_TARGET', 'TARGET'],
    schema: value.httpUrl(),
    required: true,
    placeholder: 'url',
    describe: 'the upstream that requests are forwarded to',
  },
  labUpstream: {
    kind: 'switch',
    flag: 'lab-upstream',
    env: 'CHAOS_LAB_UPSTREAM',
    describe:
      'the upstream belongs to the lab and may see Chaos-* headers; unless told, when it is on loopback or called petstore-mock',
  },
  forwarded: {
    kind: 'switch',
    flag: 'forwarded',
    env: 'CHAOS_FORWARDED',
    default: false,
    describe: 'add X-Forwarded-For, -Host and -Proto',
  },
  via: {
    flag: 'via',
    env: 'CHAOS_VIA',
    schema: value.text(),
    describe: 'name of this proxy in a Via header; none is sent without it',
  },
  upstreamTimeoutMs: {
    flag: 'upstream-timeout-ms',
    env: 'CHAOS_UPSTREAM_TIMEOUT_MS',
    schema: value.milliseconds(),
    default: 600_000,
    placeholder: 'ms',
    describe: 'longest wait for the head of a real answer; 0 waits for ever',
  },
  insecure: {
    kind: 'switch',
    flag: 'insecure',
    env: 'CHAOS_INSECURE',
    default: false,
    describe: 'accept any certificate of an https upstream',
  },
});
