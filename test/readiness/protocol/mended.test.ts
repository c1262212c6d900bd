import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Gateway } from '../../../src/aws/api/gateway.ts';
import { Memory } from '../../../src/readiness/gather/memory.ts';
import { makeReport } from '../../../src/readiness/make-report.ts';
import type { Place } from '../../../src/readiness/model/facts.ts';
import type { Mend } from '../../../src/readiness/model/mend.ts';
import type { Report } from '../../../src/readiness/model/report.ts';
import { connect } from '../../aws/support/connected.ts';
import type { Simulator } from '../../simulator/index.ts';
import { CAUSES } from '../../simulator/scenarios/causes.ts';
import { BY_HAND } from './mending/by-hand.ts';
import { runCommands } from './mending/commands.ts';
import { inShort, judgementOf, placeIn, reporting } from './reporting.ts';

/**
 * Does what a report offers, as pressing its button does once the user agrees, or as whoever gets the commands does.
 * Resolves with the container to look at then; undefined where it is nothing that can be done from here.
 */
async function carryOut(
  mend: Mend,
  { simulator, gateway, place }: { simulator: Simulator; gateway: Gateway; place: Place },
): Promise<Place | undefined> {
  const { changes } = gateway;
  switch (mend.kind) {
    case 'enable-exec':
      await changes.updateService(mend, { kind: 'exec', enabled: true });
      return placeIn(simulator, place.container);
    case 'force-new-deployment':
      await changes.updateService(mend, { kind: 'deploy' });
      return placeIn(simulator, place.container);
    case 'attach-policy':
      await changes.putRolePolicy({ role: nameIn(mend.roleArn), policy: mend.policyName }, mend.policy);
      return place;
    case 'correct-trust': {
      const role = await gateway.identity.role(nameIn(mend.roleArn));
      assert.deepEqual(JSON.parse(role?.trustPolicy ?? ''), JSON.parse(mend.before));
      await changes.updateTrust(nameIn(mend.roleArn), mend.after);
      return place;
    }
    case 'other-container':
      return { ...place, container: mend.container };
    case 'text': {
      const commands = mend.texts.find(({ form }) => form === 'cli')?.text;
      if (commands === undefined) {
        return undefined;
      }
      await runCommands(simulator, commands);
      return placeIn(simulator, place.container);
    }
    default:
      return undefined;
  }
}

function nameIn(arn: string): string {
  return arn.split('/').at(-1) ?? '';
}

/** Whether nothing stands in the way, and nothing is left that was said against it. */
function assertReady(made: Report, cause: string): void {
  assert.equal(made.verdict, 'ready', inShort(made));
  const check = CAUSES[cause]?.check ?? assert.fail();
  assert.match(judgementOf(made, check).state, /^(pass|not-needed)$/, inShort(made));
}

suite('what a report offers', () => {
  for (const [name, { scenario, check, container }] of Object.entries(CAUSES)) {
    test(`makes the next report green: ${name}`, async () => {
      let offered: readonly Mend[] = [];
      await reporting(
        scenario,
        async ({ report }) => void (offered = judgementOf(await report(), check).mends),
        container,
      );
      const done: string[] = [];
      // Each by itself helps, in a world of its own.
      for (const [index, { kind }] of offered.entries()) {
        await reporting(
          scenario,
          async ({ simulator, place, report }) => {
            const gateway = await connect();
            try {
              const memory = new Memory();
              const before = await makeReport(place, gateway, { memory });
              const mend = judgementOf(before, check).mends[index];
              assert.equal(mend?.kind, kind);
              const byHand = BY_HAND[name];
              assert.ok(byHand === undefined || 'what' in byHand, 'There is something to do, but nobody can mend it.');
              const next = await carryOut(mend, { simulator, gateway, place });
              if (byHand?.after === kind) {
                const text = mend.kind === 'text' ? (mend.texts.find(({ form }) => form === 'json')?.text ?? '') : '';
                await byHand.hand(simulator, text);
              } else if (next === undefined) {
                return;
              }
              done.push(kind);
              const about = byHand === undefined ? (next ?? place) : placeIn(simulator, place.container);
              const after = await makeReport(about, gateway, { memory });
              assertReady(after, name);
              // What the first report had found out does not stand in the way of the second.
              const anew = await report(about);
              assert.deepEqual(inShort(after), inShort(anew));
            } finally {
              gateway.dispose();
            }
          },
          container,
        );
      }
      const byHand = BY_HAND[name];
      if (byHand === undefined) {
        assert.notEqual(done.length, 0, 'Nothing that is offered helps: say in BY_HAND what does, or why nothing can.');
      } else if ('why' in byHand) {
        assert.equal(offered.length, 0);
      } else if (byHand.after !== undefined) {
        assert.ok(done.includes(byHand.after), `It does not offer ${byHand.after}.`);
      }
    });
  }

  for (const [name, byHand] of Object.entries(BY_HAND)) {
    if ('after' in byHand && byHand.after === undefined) {
      test(`says enough, where there is no button for it: ${name}`, async () => {
        const { scenario, check } = CAUSES[name] ?? assert.fail(`There is no cause ${name}.`);
        await reporting(scenario, async ({ simulator, report }) => {
          assert.equal(judgementOf(await report(), check).mends.length, 0);
          await byHand.hand(simulator, '');
          assertReady(await report(placeIn(simulator, 'app')), name);
        });
      });
    }
  }

  test('is told of no cause that there is not', () => {
    assert.deepEqual(
      Object.keys(BY_HAND).filter((name) => !Object.hasOwn(CAUSES, name)),
      [],
    );
  });
});
