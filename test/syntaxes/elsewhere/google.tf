terraform {
  required_providers {
    google = { source = "hashicorp/google", version = "~> 6.0" }
  }
  backend "gcs" {
    bucket = "state-of-the-shop"
  }
}

locals {
  image  = "europe-docker.pkg.dev/${var.project}/shop/web:${coalesce(var.tag, "Latest")}"
  labels = merge(var.labels, { "app:Name" = "web", tier = "front" })
  roles  = toset(["roles/run.invoker", "roles/logging.logWriter"])
}

resource "google_cloud_run_v2_service" "web" {
  name     = "web-${var.stage}"
  location = "europe-west1"

  template {
    containers {
      image = local.image
      env {
        name = "TOKEN"
        value_source {
          secret_key_ref {
            secret  = google_secret_manager_secret.token.secret_id
            version = "latest"
          }
        }
      }
    }
  }
}

resource "google_project_iam_member" "web" {
  for_each = local.roles
  project  = var.project
  role     = each.value
  member   = "serviceAccount:${google_service_account.web.email}" # The account of the service.
}

output "greeting" {
  value = <<-EOT
    Hello, ${upper(var.name)}! <NAME> {{ x }}
    %{for role in local.roles~}
    - ${role} "quoted" \n $${literal} %%{literal}
    %{endfor~}
  EOT
}

resource "kubernetes_deployment" "web" {
  spec {
    template {
      spec {
        container {
          image   = "nginx:Stable"
          command = ["sh", "-c", "echo \"$HOME\" | sed 's/a/b/'; exit 0"]
        }
      }
    }
  }
}
