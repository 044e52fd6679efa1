// AWS calls made by the AWS SDK for JavaScript v3, one JSON line in, one JSON line out; see `boto3_calls.py` for the lines.
//
//     node js_calls.mjs MODULES ENDPOINT < requests
//
// MODULES is the folder whose node_modules holds the SDK: an ES module looks beside its own file only.

import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [modules, endpoint] = process.argv.slice(2);
const resolve = createRequire(pathToFileURL(`${modules}/`)).resolve;
const sdk = (await import(pathToFileURL(resolve('@aws-sdk/client-lambda')))).default;

const client = new sdk.LambdaClient({ endpoint, maxAttempts: 1 });

const describe = (error) => ({
  class: error.constructor.name,
  code: error.name,
  status: error.$metadata?.httpStatusCode ?? null,
  message: error.message,
  headers: error.$response?.headers ?? {},
  members: Object.fromEntries(
    Object.entries(error).filter(([key]) => !key.startsWith('$') && !['name', 'message'].includes(key)),
  ),
});

const readable = (response) => {
  const { Payload, ...rest } = response;
  // A response without a body has no payload; the SDK says so with null.
  return Payload == null ? rest : { ...rest, Payload: Buffer.from(Payload).toString('utf8') };
};

const perform = async ({ operation, arguments: input = {}, all_pages: allPages = false }) => {
  if (allPages) {
    const pages = [];
    for await (const page of sdk[`paginate${operation}`]({ client }, input)) {
      pages.push(page);
    }
    return { response: pages, pages: pages.length };
  }
  return { response: readable(await client.send(new sdk[`${operation}Command`](input))) };
};

for await (const line of createInterface({ input: process.stdin })) {
  let result;
  try {
    result = await perform(JSON.parse(line));
  } catch (error) {
    result = { error: describe(error) };
  }
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
