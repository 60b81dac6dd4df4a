import type { Fault } from '../fault.ts';
import { accessFaults } from './access/login.ts';
import { authenticationFaults } from './authentication/providers.ts';
import { loginSettings } from './authentication/settings.ts';
import { combinedFaults } from './combined/pairs.ts';
import { timingFaults } from './combined/timing.ts';
import { configurationFaults } from './configuration/files.ts';
import { ownHostFaults } from './configuration/host.ts';
import { loginFileFaults } from './configuration/logins.ts';
import { styles } from './configuration/styles.ts';
import { submissionFaults } from './configuration/submission.ts';
import { connectivityFaults } from './connectivity/connect.ts';
import { networkFaults } from './connectivity/network.ts';
import { networkWays } from './connectivity/slow-and-filtered.ts';
import { nameAnswers } from './dns/answers.ts';
import { nameFaults } from './dns/names.ts';
import { dnsFaults } from './dns/servers.ts';
import { firstFaults } from './first.ts';
import { healthyFaults } from './healthy/misleading.ts';
import { layoutPlaces } from './healthy/places.ts';
import { layoutServices } from './healthy/services.ts';
import { layoutWays } from './healthy/ways.ts';
import { otherLogFaults } from './logs/elsewhere.ts';
import { oddPlaces } from './logs/odd-places.ts';
import { logFaults } from './logs/silent.ts';
import { queueFaults } from './queue/contents.ts';
import { queuePlaceFaults } from './queue/places.ts';
import { phaseFaults } from './relay/each-phase.ts';
import { relayFaults } from './relay/replies.ts';
import { relayWays } from './relay/routes.ts';
import { serviceFaults } from './service/control.ts';
import { serviceLimits } from './service/limits.ts';
import { processFaults } from './service/processes.ts';
import { starttlsFaults } from './starttls/handshake.ts';
import { otherTlsFaults } from './starttls/other-than-openssl.ts';
import { tlsSettings } from './starttls/settings.ts';

/** What every change has to pass, along the mail path. */
export const mainFaults: readonly Fault[] = [
  ...firstFaults,
  ...serviceFaults,
  ...processFaults,
  ...configurationFaults,
  ...loginFileFaults,
  ...ownHostFaults,
  ...styles,
  ...queueFaults,
  ...queuePlaceFaults,
  ...dnsFaults,
  ...nameFaults,
  ...connectivityFaults,
  ...networkFaults,
  ...starttlsFaults,
  ...otherTlsFaults,
  ...authenticationFaults,
  ...relayFaults,
  ...phaseFaults,
  ...logFaults,
  ...otherLogFaults,
  ...combinedFaults,
  ...timingFaults,
  ...accessFaults,
  ...healthyFaults,
];

/** Options, limits and layouts that few hosts have, along the mail path: `--all`. */
export const furtherFaults: readonly Fault[] = [
  ...serviceLimits,
  ...submissionFaults,
  ...nameAnswers,
  ...networkWays,
  ...tlsSettings,
  ...loginSettings,
  ...relayWays,
  ...oddPlaces,
  ...layoutWays,
  ...layoutServices,
  ...layoutPlaces,
];
