package dev.footfall.standalone;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.operations.states.CountedStates;
import dev.footfall.queryapi.http.QueryServer;

record CountingParts(Aggregator aggregator, CountedStates states, QueryServer query) {}
