// Evaluates an expression of JSONata. Prints its result as JSON.
//
//     node jsonata.mjs MODULES '{"expression": "..", "bindings": {"states": ..}}'
//
// MODULES is the folder whose node_modules holds the package: an ES module looks beside its own file only.

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [modules, request] = process.argv.slice(2);
const jsonata = createRequire(pathToFileURL(`${modules}/`))('jsonata');
const { expression, bindings } = JSON.parse(request);
// As in Step Functions, there is no document: an expression reaches data through `$states` only.
const value = await jsonata(expression).evaluate(undefined, bindings);
console.log(JSON.stringify(value));
