// The test function in JavaScript: does what the event's `action` says.
//
// An event that names no action comes back as it is, so that every kind of JSON value can be sent through the function.

'use strict';

const { appendFileSync } = require('node:fs');
const { setTimeout: pause } = require('node:timers/promises');

if (process.env.FAIL_AT_INIT) {
  throw new Error('the function refuses to start');
}

class OutOfStock extends Error {
  constructor(sku, left) {
    // Its fields are its message.
    super(JSON.stringify({ sku, left }));
    this.name = 'OutOfStock';
  }
}

const REFUSALS = {
  OutOfStock: () => new OutOfStock('näils ☃', 3),
  Closed: () => Object.assign(new Error('until Monday'), { name: 'Closed' }),
  CardDeclined: () => Object.assign(new Error('the bank said "no"'), { name: 'com.acme.CardDeclined' }),
};

const ACTIONS = {
  echo: (event) => event.value,

  fail: (event) => {
    const error = new Error(event.message, event.cause ? { cause: new TypeError(event.cause) } : undefined);
    error.name = event.type;
    throw error;
  },

  refuse: (event) => {
    throw REFUSALS[event.refusal]();
  },

  sleep: async (event) => {
    await pause(event.milliseconds);
    return event.milliseconds;
  },

  log: (event) => {
    for (const line of event.lines) {
      process.stdout.write(`${line}\n`);
    }
    return event.lines.length;
  },

  leave: (event) => process.exit(event.status),

  crash: () => process.abort(),

  facts: (_event, context) => ({
    request_id: context.awsRequestId,
    function: context.functionName,
    version: context.functionVersion,
    arn: context.invokedFunctionArn,
    memory_mb: Number(context.memoryLimitInMB),
    remaining_ms: context.getRemainingTimeInMillis(),
    tenant: context.tenantId ?? null,
    client_context: context.clientContext ?? null,
  }),
};

exports.handler = async (event, context) => {
  if (event === null || typeof event !== 'object' || !('action' in event)) {
    return event;
  }
  if (event.count_in) {
    // One line a run: how a test sees how often the function ran, whatever the caller was told.
    appendFileSync(event.count_in, `${context.awsRequestId}\n`);
  }
  return ACTIONS[event.action](event, context);
};
