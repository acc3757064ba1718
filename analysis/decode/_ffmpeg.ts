import { resolve } from "node:path";
import type { CodecInput, RawChunk } from "./_codec.ts";
import { decodePcm } from "./_pcm.ts";
import { readWavHead } from "./_wav.ts";
import { blocksOf, bytesSource } from "./byte_source.ts";
import { DecodeError } from "./decode_error.ts";

const MOST_HEAD_BYTES = 1 << 16;
const KEPT_LOG = 4000;

/**
 * Everything else, through the system's `ffmpeg`, which writes float WAV into a pipe. It may open the
 * file and nothing else: no network, no other file that a playlist names.
 */
export async function* decodeWithFfmpeg(input: CodecInput): AsyncGenerator<RawChunk> {
  const { source, findings, timeLimit } = input;
  const limit = AbortSignal.timeout(timeLimit * 1000);
  const process = start(input, limit);
  const log = collectLog(process.stderr);
  const feeding = source.path === undefined ? feed(process.stdin, input) : undefined;
  const stdout = process.stdout[Symbol.asyncIterator]();
  let isDone = false;
  try {
    const { head, data, format } = await readHead(stdout, log);
    findings.isFloat = true;
    if (format.speakers) findings.speakers = format.speakers;
    if (format.isOrderAssumed) findings.isOrderAssumed = true;
    const blocks = rest(head.subarray(data.start), stdout);
    yield* decodePcm(blocks, { ...format, isLittle: true });
    isDone = true;
  } finally {
    if (!isDone) kill(process);
    await feeding;
    const { success } = await process.status;
    describe(await log, findings);
    if (limit.aborted) findings.damage.push(`ffmpeg was stopped after ${timeLimit} s`);
    else if (isDone && !success) findings.damage.push("ffmpeg ended with an error");
  }
}

function start(input: CodecInput, signal: AbortSignal): Deno.ChildProcess {
  const { path } = input.source;
  const from = path === undefined ? "pipe:0" : `file:${resolve(path)}`;
  const args = ["-hide_banner", "-nostats", "-v", "info", "-protocol_whitelist", "file,pipe"];
  args.push(...(path === undefined ? [] : ["-nostdin"]), "-i", from, "-map", "0:a:0", "-vn");
  args.push("-c:a", "pcm_f32le", "-f", "wav", "pipe:1");
  try {
    return new Deno.Command("ffmpeg", {
      args,
      signal,
      stdin: path === undefined ? "piped" : "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    const container = input.findings.codec ?? "this format";
    const why = error instanceof Deno.errors.NotFound
      ? "ffmpeg, which is not installed"
      : "ffmpeg, which this program may not run";
    throw new DecodeError(`${container} needs ${why}`, { cause: error });
  }
}

async function feed(stdin: WritableStream<Uint8Array>, input: CodecInput): Promise<void> {
  const writer = stdin.getWriter();
  try {
    for await (const block of blocksOf(input.source, { start: 0 })) await writer.write(block);
    await writer.close();
  } catch {
    // ffmpeg closed its input: it has read enough, or failed and says so in its log.
  }
}

async function readHead(stdout: AsyncIterator<Uint8Array>, log: Promise<string>) {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < MOST_HEAD_BYTES) {
    const { value, done } = await stdout.next();
    if (done) break;
    const joined = new Uint8Array(head.length + value.length);
    joined.set(head);
    joined.set(value, head.length);
    head = joined;
    if (head.length < 512) continue;
    return { head, ...await readWavHead(bytesSource(head), { start: 0, isLittle: true }) };
  }
  if (head.length === 0) throw new DecodeError(complaintOf(await log));
  return { head, ...await readWavHead(bytesSource(head), { start: 0, isLittle: true }) };
}

async function* rest(
  first: Uint8Array,
  stdout: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield first;
  for (let step = await stdout.next(); !step.done; step = await stdout.next()) yield step.value;
}

async function collectLog(stderr: ReadableStream<Uint8Array>): Promise<string> {
  let log = "";
  const decoder = new TextDecoder();
  for await (const bytes of stderr) {
    const text = decoder.decode(bytes, { stream: true });
    log = log.length + text.length > KEPT_LOG
      ? log.slice(0, KEPT_LOG / 2) + text.slice(-KEPT_LOG / 2)
      : log + text;
  }
  return log;
}

function describe(log: string, findings: CodecInput["findings"]): void {
  const codec = /Audio: ([a-z0-9_]+)/.exec(log)?.[1];
  if (codec) findings.codec = codec;
  const [, hours, minutes, seconds] = /Duration: (\d+):(\d+):([\d.]+)/.exec(log) ?? [];
  if (seconds !== undefined) {
    findings.stated = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  }
  findings.badFrames += log.match(/Error while decoding|Invalid data found/g)?.length ?? 0;
}

function complaintOf(log: string): string {
  const complaint = /^(?:file|pipe):.*: (.+)$/m.exec(log)?.[1];
  return complaint ? `ffmpeg says: ${complaint.trim()}` : "ffmpeg found no audio in it";
}

function kill(process: Deno.ChildProcess): void {
  try {
    process.kill("SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
