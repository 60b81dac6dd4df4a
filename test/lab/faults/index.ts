import type { Fault } from '../fault.ts';
import { accessFaults } from './access.ts';
import { authenticationFaults } from './authentication.ts';
import { combinedFaults } from './combined.ts';
import { configurationFaults } from './configuration.ts';
import { connectivityFaults } from './connectivity.ts';
import { dnsFaults } from './dns.ts';
import { healthyFaults } from './healthy.ts';
import { layoutPlaces } from './layout-places.ts';
import { layoutServices } from './layout-services.ts';
import { layoutWays } from './layout-ways.ts';
import { loginSettings } from './login-settings.ts';
import { logFaults } from './logs.ts';
import { mainFaults } from './main.ts';
import { moreCombinedFaults } from './more-combined.ts';
import { moreConfigurationFaults } from './more-configuration.ts';
import { moreLocalFaults } from './more-local.ts';
import { moreLogFaults } from './more-logs.ts';
import { moreNameFaults } from './more-names.ts';
import { moreNetworkFaults } from './more-network.ts';
import { moreQueueFaults } from './more-queue.ts';
import { moreRelayFaults } from './more-relay.ts';
import { moreServiceFaults } from './more-service.ts';
import { moreStyles } from './more-styles.ts';
import { moreTimingFaults } from './more-timing.ts';
import { moreTlsFaults } from './more-tls.ts';
import { nameAnswers } from './name-answers.ts';
import { networkWays } from './network-ways.ts';
import { oddPlaces } from './odd-places.ts';
import { queueFaults } from './queue.ts';
import { relayFaults } from './relay.ts';
import { relayWays } from './relay-ways.ts';
import { serviceFaults } from './service.ts';
import { serviceLimits } from './service-limits.ts';
import { starttlsFaults } from './starttls.ts';
import { submissionFaults } from './submission.ts';
import { tlsSettings } from './tls-settings.ts';

/** The whole matrix. */
export const faults: readonly Fault[] = [
  ...mainFaults,
  ...serviceFaults,
  ...configurationFaults,
  ...queueFaults,
  ...dnsFaults,
  ...connectivityFaults,
  ...starttlsFaults,
  ...authenticationFaults,
  ...relayFaults,
  ...logFaults,
  ...healthyFaults,
  ...combinedFaults,
  ...accessFaults,
  ...moreConfigurationFaults,
  ...moreNetworkFaults,
  ...moreNameFaults,
  ...moreTlsFaults,
  ...moreRelayFaults,
  ...moreServiceFaults,
  ...moreQueueFaults,
  ...moreLocalFaults,
  ...moreLogFaults,
  ...moreCombinedFaults,
  ...moreStyles,
  ...moreTimingFaults,
  ...submissionFaults,
  ...serviceLimits,
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
