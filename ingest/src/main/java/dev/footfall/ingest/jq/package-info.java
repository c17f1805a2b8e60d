/** Programs of jq and JSON within a budget of bytes: those who write the program or send the JSON may be anybody. */
package dev.footfall.ingest.jq;
