// A client with go-retryablehttp, which repeats every method.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

type product struct{ ID, Price int }

var shop = func() *retryablehttp.Client {
	client := retryablehttp.NewClient()
	client.RetryMax = 3
	client.RetryWaitMin = 20 * time.Millisecond
	client.HTTPClient.Timeout = time.Second
	client.Logger = nil
	return client
}()

func call(method, path string, sent any, got any) error {
	var body []byte
	if sent != nil {
		body, _ = json.Marshal(sent)
	}
	request, err := retryablehttp.NewRequest(method, os.Getenv("BASE_URL")+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	answer, err := shop.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("%s %s: %s", method, path, answer.Status)
	}
	return json.NewDecoder(answer.Body).Decode(got)
}

func buy() error {
	var products []product
	if err := call("GET", "/products", nil, &products); err != nil {
		return err
	}
	var order, payment struct{ ID int }
	if err := call("POST", "/orders", map[string]int{"product": products[0].ID, "quantity": 1}, &order); err != nil {
		return err
	}
	return call("POST", "/payments", map[string]int{"order": order.ID, "amount": products[0].Price}, &payment)
}

func main() {
	if err := buy(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
