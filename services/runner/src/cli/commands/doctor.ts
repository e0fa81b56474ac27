import { attachSettings } from '@chaos-lab/service-kit';
import { type Check, checkLines } from '../../inspect/doctor/check.ts';
import { checkDocuments } from '../../inspect/doctor/check-documents.ts';
import { checkNode, checkPorts, checkRunsDir } from '../../inspect/doctor/check-machine.ts';
import { checkLease, checkService } from '../../inspect/doctor/check-service.ts';
import { EXIT } from '../../errors.ts';
import type { LabAddresses } from '../../lab/addresses.ts';
import { startLab } from '../../lab/start-lab.ts';
import { addressesOf } from '../addresses-of.ts';
import { type CliContext, type Register, settingsOf } from '../context.ts';
import { ADDRESSES, OUTPUT } from '../settings.ts';

const SETTINGS = { ...ADDRESSES, runsDir: OUTPUT.runsDir };

/** `chaos-lab doctor`: whether an experiment could run here. */
export const doctor: Register = (program, choose) => {
  const command = attachSettings(
    program
      .command('doctor')
      .description(
        'Check versions, files, ports and clocks, and that a lab runs or can be started',
      ),
    SETTINGS,
  );
  command.action(() => {
    choose(async (context) => {
      const settings = settingsOf(command, SETTINGS, context);
      const checks = [
        { name: 'chaos-lab', ok: true, detail: context.version },
        checkNode(context.host.nodeVersion),
        await checkRunsDir(settings.runsDir),
        await checkPorts(context.host.open),
        ...checkDocuments(),
        ...(await checkLab(addressesOf(settings), settings.adminToken, context)),
      ];
      context.stdout.write(checkLines(checks));
      return checks.every((check) => check.ok) ? EXIT.ok : EXIT.labFailure;
    });
  });
};

async function checkLab(
  addresses: LabAddresses | null,
  adminToken: string | undefined,
  context: CliContext,
): Promise<Check[]> {
  if (addresses !== null) return checkServices(addresses, adminToken);
  const lab = await startLab({ note: (text) => context.stderr.write(`${text}\n`) });
  try {
    return await checkServices(lab.addresses, undefined);
  } finally {
    await lab.stop();
  }
}

function checkServices(addresses: LabAddresses, token: string | undefined): Promise<Check[]> {
  return Promise.all([
    checkService('agent', addresses.agentUrl),
    checkService('chaos-proxy', addresses.proxyAdminUrl),
    checkService('petstore-mock', addresses.petstoreAdminUrl),
    checkLease('chaos-proxy', addresses.proxyAdminUrl, token),
    checkLease('petstore-mock', addresses.petstoreAdminUrl, token),
  ]);
}
