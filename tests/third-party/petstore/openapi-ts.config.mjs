// oxlint-disable-next-line import/no-default-export
export default {
  input: '../../../assets/openapi/petstore.yaml',
  output: { path: process.env.CLIENT_FOLDER ?? 'client', clean: false, importFileExtension: '.ts' },
  plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
};
