package dev.footfall.logs.http;

import dev.footfall.logs.accesslog.ClientWatch;
import dev.footfall.logs.accesslog.DoubleFeeds;

/** The watches that warn of faults in incoming logs. */
record LogWatch(DoubleFeeds feeds, ClientWatch clients, RefusalNotices notices) {}
