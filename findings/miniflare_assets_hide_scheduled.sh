#!/bin/sh
# miniflare 4: with `assets` the address that runs a Worker's `scheduled` handler (unsafeTriggerHandlers) does not reach it.
#
# Seen with miniflare 4.20260426.0, Node 20.20, Linux x64, one Worker that answers `scheduled` by writing a line, asked at
# /cdn-cgi/handler/scheduled:
#   without `assets`:                              200 ok, the handler has run
#   with `assets`, Worker ahead of the files too:  500 exception, the handler has not run
# The address is answered by the Worker that routes between files and the own one, which has no such handler. Whoever tests
# crons beside static files binds the files as a service of his own.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts miniflare@4.20260426.0
mkdir files && echo 'body{}' > files/style.css
cat > try.mjs <<'JS'
import { Log, LogLevel, Miniflare } from "miniflare"

const worker = `let runs = 0
export default {
  fetch: () => new Response(String(runs)),
  scheduled() { runs++ },
}`

async function asked(more) {
  const miniflare = new Miniflare({
    name: "own",
    modules: [{ type: "ESModule", path: "own.mjs", contents: worker }],
    compatibilityDate: "2026-04-26",
    host: "127.0.0.1",
    port: 0,
    cf: false,
    log: new Log(LogLevel.NONE),
    handleRuntimeStdio: () => undefined,
    unsafeTriggerHandlers: true,
    ...more,
  })
  const url = await miniflare.ready
  const answer = await fetch(new URL("/cdn-cgi/handler/scheduled", url))
  const told = `${answer.status} ${(await answer.text()).trim()}`
  const runs = await (await fetch(new URL("/runs", url))).text()
  await miniflare.dispose()
  return `${told}, run ${runs} times`
}

const routerConfig = { has_user_worker: true, invoke_user_worker_ahead_of_assets: true }
console.log("without assets:", await asked({}))
console.log("with assets:   ", await asked({ assets: { directory: "files", binding: "FILES", routerConfig } }))
JS
node try.mjs | tee out
grep -q '^without assets: 200 ok, run 1 times$' out
grep -q '^with assets: *500 exception, run 0 times$' out
echo "as described"
