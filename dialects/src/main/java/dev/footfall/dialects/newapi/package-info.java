/** The data statistics of New API, for its dashboards and clients. */
package dev.footfall.dialects.newapi;
