import { collectEarly } from '@chaos-lab/service-kit';

// A module, so that it holds for everything that is loaded behind it.
collectEarly();
