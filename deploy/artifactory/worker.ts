// A JFrog Worker for the event AFTER_DOWNLOAD: sends each download to ingest's POST /v1/events.
// The request log (format artifactory) has bytes and statuses, too; take one of the two.
// Secret "footfallKey": one of ingest.api-keys.
import { PlatformContext } from 'jfrog-workers';
import { AfterDownloadRequest, AfterDownloadResponse } from './types';

const INGEST = 'https://ingest.example.org/v1/events';

// org/name/path/of/file in a repository of this type
const TYPE = 'model';

export default async (context: PlatformContext, data: AfterDownloadRequest): Promise<AfterDownloadResponse> => {
    const download = data.metadata;
    if (!download || download.headOnly || download.checksum || download.directoryRequest || download.metadata) {
        return { message: 'no download' };
    }
    const [org, name, ...file] = download.repoPath.path.split('/');
    if (!org || !name || file.length === 0) return { message: 'not a file of a repository' };
    const now = new Date().toISOString();
    const agent = Object.entries(data.headers).find(([header]) => header.toLowerCase() === 'user-agent');
    const user = data.userContext?.id;
    const event = {
        id: `artifactory-${now}-${Math.random().toString(36).slice(2)}`,
        time: now,
        repo_type: TYPE,
        repo: `${org}/${name}`,
        method: 'GET',
        status: 200,
        path: file.join('/'),
        user_agent: agent?.[1].value[0],
        source: download.repoPath.key,
        ...(user && user !== 'anonymous' ? { user } : { ip: download.clientAddress }),
    };
    try {
        await context.clients.axios.post(INGEST, event, {
            headers: { Authorization: `Bearer ${context.secrets.get('footfallKey')}` },
        });
        return { message: 'counted' };
    } catch (error) {
        console.error(`footfall: ${error.message}`); // the download itself is not held up
        return { message: 'not counted' };
    }
};
