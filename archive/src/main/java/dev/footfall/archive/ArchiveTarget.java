package dev.footfall.archive;

import dev.footfall.operations.exports.ExportDirectory;

/** The directory of an archive, and what its parts are made with. */
record ArchiveTarget(
        ExportDirectory directory,
        ArchiveManifest manifest,
        ArchivedVisitors keys,
        WaitingDays days,
        ArchiveOptions options) {}
