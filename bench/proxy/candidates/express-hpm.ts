import { createServer } from 'node:http';
import express from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { announce, targetFromArguments } from '../announce.ts';

// express 5 and http-proxy-middleware 4 as their READMEs set them up.
const app = express();
app.use('/', createProxyMiddleware({ target: targetFromArguments().origin, changeOrigin: true }));
announce(createServer(app));
